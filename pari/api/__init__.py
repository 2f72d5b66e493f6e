"""What every API of the project shares: errors, tokens, pages, conditional answers, the schema's parts. It knows no app."""
