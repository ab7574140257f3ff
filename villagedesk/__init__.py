"""The core of villagedesk: one store, its ledgers, and every view of them. No Qt, no clock."""
