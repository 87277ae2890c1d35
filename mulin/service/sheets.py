"""The workbooks of service."""
