"""Documents: what laws, policies and reports ask, who wrote them, and what came of them."""
