"""Codes for the camera of a telephone, drawn as they are printed."""

import qrcode


def qr_code(url: str) -> str:
    """As SVG: each row of dark squares is one stroke of the path."""
    squares = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    squares.add_data(url)
    rows = squares.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    size = len(rows)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}"><path d="{path}"/></svg>'
