package dev.souk.product.media;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images for tests, good and bad ones. */
final class Pictures {

    private static final int PNG_HEADER_END = 33;

    private Pictures() {
    }

    static byte[] png(int width, int height) {
        return file(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    static byte[] jpeg(int width, int height) {
        return file(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    /** Red on the left, blue on the right. */
    static BufferedImage redAndBlue(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return image;
    }

    /** No two are the same. */
    static BufferedImage noise(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, ThreadLocalRandom.current().ints((long) width * height).toArray(), 0, width);
        return image;
    }

    static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.toByteArray();
    }

    static byte[] progressive(BufferedImage image, String format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(output);
            ImageWriteParam progressive = writer.getDefaultWriteParam();
            progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(image, null, null), progressive);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        writer.dispose();
        return file.toByteArray();
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The PNG file with one chunk more after its header. */
    static byte[] withChunk(byte[] png, String type, byte[] data) {
        return inserted(png, PNG_HEADER_END, chunk(type, data));
    }

    /** Of so few pixels, and with so many bytes of them folded up. */
    static byte[] bomb(int width, int height, int unfolded) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 2);
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[unfolded]);
        deflater.finish();
        byte[] folded = new byte[unfolded / 500 + 1_000];
        int length = deflater.deflate(folded);
        deflater.end();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(png(1, 1), 0, 8);
        file.writeBytes(chunk("IHDR", header.array()));
        file.writeBytes(chunk("IDAT", Arrays.copyOf(folded, length)));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    /** The JPEG file with one segment more after its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
        byte[] segment = ByteBuffer.allocate(4 + data.length).put((byte) 0xff).put((byte) marker)
                .putShort((short) (2 + data.length)).put(data).array();
        return inserted(jpeg, 2, segment);
    }

    /** EXIF that says how to turn, and where a secret place is. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(64).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put("MM\0*".getBytes(StandardCharsets.US_ASCII)).putInt(8).putShort((short) 1)
                .putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation)
                .putShort((short) 0).putInt(0).put("GPS 52.5N 13.4E".getBytes(StandardCharsets.US_ASCII)).array();
    }

    static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    static byte[] inserted(byte[] file, int at, byte[] more) {
        return ByteBuffer.allocate(file.length + more.length).put(file, 0, at).put(more).put(file, at, file.length - at)
                .array();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length).putInt(data.length).put(name).put(data)
                .putInt((int) crc.getValue()).array();
    }
}
