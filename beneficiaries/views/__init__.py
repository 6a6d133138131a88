"""The reporter's pages. The secretariat's are in `beneficiaries.secretariat`."""
