"""May this photograph be shown in the atlas? What a teacher sends is looked at, and encoded anew."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from cases.models import Photograph
from learners.models import Learner

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 8_000_000
MOST_PIXELS = 40_000_000
LEAST_SIDE, LARGEST_SIDE = 80, 1200  # pixels; what is larger is made smaller
QUALITY = 86


def encoded(upload: UploadedFile) -> tuple[bytes, int, int]:
    """Return a picture as WebP of pixels alone, its width and height: whatever else the file held is gone.

    Raises ValidationError for a file that is too large, no picture, of another format, or too small to see anything.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(f"A photograph may have {MOST_BYTES // 1_000_000} MB at most.")
    picture = _opened(upload)
    if min(picture.size) < LEAST_SIDE:
        raise ValidationError(f"A photograph needs {LEAST_SIDE} pixels on each side.")
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    written = io.BytesIO()
    picture.save(written, "WEBP", quality=QUALITY)
    return written.getvalue(), *picture.size


def _opened(upload: UploadedFile) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(upload, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("A photograph may have 40 million pixels at most.")
            return ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError("This is no picture that can be read: send a JPEG, PNG or WebP.") from error
    except Image.DecompressionBombWarning as error:
        raise ValidationError("A photograph may have 40 million pixels at most.") from error


def lend(photograph: Photograph, *, lender: Learner, upload: UploadedFile | None) -> Photograph:
    """Store what is said of a photograph, and the photograph where one was sent. Raises ValidationError."""
    if upload is not None:
        photograph.webp, photograph.width, photograph.height = encoded(upload)
    if photograph.lender_id is None:
        photograph.lender = lender
    photograph.save()
    return photograph
