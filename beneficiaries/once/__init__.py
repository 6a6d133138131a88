"""Report once: the verified counts in other shapes, so that nobody types them a second time."""
