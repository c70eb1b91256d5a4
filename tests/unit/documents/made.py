"""Documents that tests make."""

import io
import zipfile


def pdf(pages, extra=""):
    """Return a PDF with these lines on its pages."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        text = "\n".join(
            f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET" for size, x, y, words in lines
        )
        objects += [
            (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number}"
                " 0 R /Resources << /Font << /F 3 0 R >> >> >>"
            ),
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        ]
    objects.append("<< /Author (Ann Pilot) /CreationDate (D:20250102100000Z) >>")
    body = "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in enumerate(objects, 1))
    trailer = f"trailer << /Root 1 0 R /Info {len(objects)} 0 R {extra} >>\n"
    return f"%PDF-1.4\n{body}{trailer}".encode()


def packed(parts):
    """Return an archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return content.getvalue()
