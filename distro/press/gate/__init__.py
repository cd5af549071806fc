"""May it be issued? A finished PDF is measured and judged; one module for each part of the page, named like `elements`."""
