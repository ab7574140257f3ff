"""The town: it collects its villages' workbooks, sees who is missing, and gives back what is wrong.

A town is a store with many villages. Every accepted workbook is kept byte for byte (`parcels`);
the tables of the ledgers hold each village's newest snapshot.
"""
