"""The only code that writes workbooks."""
