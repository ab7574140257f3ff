"""Excel and paper: reading any workbook, writing ours, filling the town's templates."""
