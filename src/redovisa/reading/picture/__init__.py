"""Pages that are pictures: straightened, their lines found, their words read by tesseract."""
