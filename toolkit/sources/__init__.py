"""Bytes to records: one table of formats with sniffers; readers are imported on use."""
