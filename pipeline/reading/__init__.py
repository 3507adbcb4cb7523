"""How a PDF is read: pdfium for speed, pdfplumber for reference and rescue, one shape of page out of both."""
