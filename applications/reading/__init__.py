"""A form as it is read: content, public version, differences."""
