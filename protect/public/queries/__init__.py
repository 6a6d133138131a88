"""What the public pages read: the directory, the finder, what was published last."""
