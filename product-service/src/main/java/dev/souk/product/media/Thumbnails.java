package dev.souk.product.media;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Smaller copies of a picture, turned upright, of its pixels only. */
final class Thumbnails {

    /** Each thumbnail fits a square of such a side, in pixels; the largest first, as each is made of the one before. */
    private static final int[] SIDES = {960, 480, 160};
    private static final float JPEG_QUALITY = 0.85f;

    private Thumbnails() {
    }

    /** A file of a smaller copy. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Thumbnail(ImageFormat format, byte[] file, int width, int height) {}

    /**
     * The smallest first; none that would be as large as the picture. Decodes every row but keeps at most four million pixels of it, whatever its size.
     *
     * @throws ImageRefused when the pixels cannot be decoded
     */
    static List<Thumbnail> of(CleanPicture picture) {
        int longerSide = Math.max(picture.width(), picture.height());
        BufferedImage image = upright(decoded(picture, Math.max(1, longerSide / SIDES[0])), picture.orientation());
        List<Thumbnail> thumbnails = new ArrayList<>();
        for (int side : IntStream.of(SIDES).filter(side -> side < longerSide).toArray()) {
            image = scaled(image, scaledSide(picture.width(), side, longerSide),
                    scaledSide(picture.height(), side, longerSide));
            thumbnails.add(encoded(image));
        }
        return thumbnails.reversed();
    }

    private static int scaledSide(int length, int side, int longerSide) {
        return Math.max(1, Math.round((float) length * side / longerSide));
    }

    /** @param every so many pixels one is kept, across and down */
    private static BufferedImage decoded(CleanPicture picture, int every) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(picture.format().name()).next();
        try (MemoryCacheImageInputStream file = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(picture.file()))) {
            reader.setInput(file, true, true);
            ImageReadParam kept = reader.getDefaultReadParam();
            kept.setSourceSubsampling(every, every, 0, 0);
            return reader.read(0, kept);
        } catch (IOException | RuntimeException broken) { // what its parsers throw for broken files is not documented
            throw new ImageRefused("the pixels of the image cannot be read; export it again, as RGB");
        } finally {
            reader.dispose();
        }
    }

    /** Orientations as of EXIF 2.3, 4.6.4: 2, 4, 5 and 7 are mirrored, 5 to 8 lie on their side. */
    private static BufferedImage upright(BufferedImage image, int orientation) {
        int width = image.getWidth();
        int height = image.getHeight();
        AffineTransform turn = switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
        return turn.isIdentity()
                ? image
                : orientation < 5 ? turned(image, width, height, turn) : turned(image, height, width, turn);
    }

    /** Halves as long as it can: one large step would leave out pixels. */
    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() > 2 * width || current.getHeight() > 2 * height) {
            current = resized(current, Math.max(width, (current.getWidth() + 1) / 2),
                    Math.max(height, (current.getHeight() + 1) / 2));
        }
        return resized(current, width, height);
    }

    private static BufferedImage resized(BufferedImage image, int width, int height) {
        return drawn(image, width, height, graphics -> {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(image, 0, 0, width, height, null);
        });
    }

    private static BufferedImage turned(BufferedImage image, int width, int height, AffineTransform turn) {
        return drawn(image, width, height, graphics -> graphics.drawImage(image, turn, null));
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, Consumer<Graphics2D> drawing) {
        BufferedImage target = new BufferedImage(width, height,
                image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = target.createGraphics();
        try {
            drawing.accept(graphics);
        } finally {
            graphics.dispose();
        }
        return target;
    }

    /** With transparency as PNG, else as JPEG, which is smaller. */
    private static Thumbnail encoded(BufferedImage image) {
        ImageFormat format = image.getColorModel().hasAlpha() ? ImageFormat.PNG : ImageFormat.JPEG;
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format.name()).next();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), quality(writer, format));
        } catch (IOException impossible) {
            throw new IllegalStateException("a thumbnail is written to memory", impossible);
        } finally {
            writer.dispose();
        }
        return new Thumbnail(format, file.toByteArray(), image.getWidth(), image.getHeight());
    }

    private static ImageWriteParam quality(ImageWriter writer, ImageFormat format) {
        ImageWriteParam quality = writer.getDefaultWriteParam();
        if (format == ImageFormat.JPEG) {
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(JPEG_QUALITY);
        }
        return quality;
    }
}
