"""The auditor's pages: search, film, proof, figures."""
