"""The secretariat's pages: periods, the board, review, forms."""
