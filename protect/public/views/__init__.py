"""The public pages: no cookie, no script needed, nothing asked of another host."""
