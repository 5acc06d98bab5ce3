package dev.souk.product.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTests {

    @ParameterizedTest
    @CsvSource({"png,PNG", "jpg,JPEG"})
    void theHeaderTellsFormatAndSize(String writer, ImageFormat format) throws IOException {
        assertThat(ImageHeader.read(image(writer, 321, 123))).contains(new ImageHeader(format, 321, 123));
    }

    @Test
    void fortyMegapixelsAreSeenWithoutDecodingThem() throws IOException {
        byte[] file = image("png", 1, 1);
        file[18] = 0x20;
        file[22] = 0x20;
        assertThat(ImageHeader.read(file)).hasValueSatisfying(
                header -> assertThat(header.pixels()).isGreaterThan(40_000_000));
    }

    @Test
    void whatIsNoImageHasNoHeader() {
        for (String file : new String[]{"", "x", "<svg onload='alert(1)'/>", "GIF89a..............................",
                "RIFF....WEBPVP8 ................"}) {
            assertThat(ImageHeader.read(file.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aFileThatBreaksOffIsNotRead(String writer) throws IOException {
        byte[] file = image(writer, 10, 10);
        for (int length = 0; length < 20; length++) {
            assertThat(ImageHeader.read(Arrays.copyOf(file, length))).isEmpty();
        }
    }

    private static byte[] image(String writer, int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), writer, file);
        return file.toByteArray();
    }
}
