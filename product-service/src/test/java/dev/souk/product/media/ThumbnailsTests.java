package dev.souk.product.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.souk.product.media.Thumbnails.Thumbnail;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTests {

    @ParameterizedTest
    @CsvSource({"160, 100, ''", "161, 100, 160x99", "480, 480, 160x160", "1000, 500, 160x80 480x240 960x480",
            "300, 600, 80x160 240x480", "4000, 3000, 160x120 480x360 960x720", "9000, 2, 160x1 480x1 960x1"})
    void eachFitsItsSquareAndNoneIsAsLargeAsThePicture(int width, int height, String sizes) {
        List<Thumbnail> thumbnails = of(Pictures.png(width, height));

        assertThat(thumbnails).extracting(thumbnail -> thumbnail.width() + "x" + thumbnail.height())
                .isEqualTo(sizes.isEmpty() ? List.of() : List.of(sizes.split(" ", -1)));
        assertThat(thumbnails).allSatisfy(thumbnail -> {
            BufferedImage image = Pictures.read(thumbnail.file());
            assertThat(image.getWidth()).isEqualTo(thumbnail.width());
            assertThat(image.getHeight()).isEqualTo(thumbnail.height());
        });
    }

    @ParameterizedTest
    @CsvSource({"1, RED, BLUE, RED, BLUE", "2, BLUE, RED, BLUE, RED", "3, BLUE, RED, BLUE, RED",
            "4, RED, BLUE, RED, BLUE", "5, RED, RED, BLUE, BLUE", "6, RED, RED, BLUE, BLUE",
            "7, BLUE, BLUE, RED, RED", "8, BLUE, BLUE, RED, RED"})
    void aPhotoIsTurnedUpright(int orientation, String topLeft, String topRight, String bottomLeft,
            String bottomRight) {
        byte[] photo = Pictures.withSegment(Pictures.file(Pictures.redAndBlue(400, 200), "jpg"), 0xe1,
                Pictures.exif(orientation));
        Thumbnail thumbnail = of(photo).getFirst();
        BufferedImage image = Pictures.read(thumbnail.file());

        assertThat(image.getWidth()).isEqualTo(orientation < 5 ? 160 : 80);
        int right = image.getWidth() - 5;
        int bottom = image.getHeight() - 5;
        assertThat(List.of(colour(image, 4, 4), colour(image, right, 4), colour(image, 4, bottom),
                colour(image, right, bottom))).containsExactly(topLeft, topRight, bottomLeft, bottomRight);
        assertThat(Pictures.text(thumbnail.file())).doesNotContain("Exif");
    }

    @Test
    void transparencyStays() {
        byte[] file = Pictures.file(new BufferedImage(200, 200, BufferedImage.TYPE_INT_ARGB), "png");
        Thumbnail thumbnail = of(file).getFirst();
        assertThat(thumbnail.format()).isEqualTo(ImageFormat.PNG);
        assertThat(Pictures.read(thumbnail.file()).getRGB(80, 80) >>> 24).isZero();
        assertThat(of(Pictures.png(200, 200)).getFirst().format()).isEqualTo(ImageFormat.JPEG);
    }

    @Test
    void greyStaysGrey() {
        BufferedImage grey = new BufferedImage(200, 200, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSamples(0, 0, 200, 200, 0, IntStream.generate(() -> 128).limit(40_000)
                .toArray());
        Thumbnail thumbnail = of(Pictures.file(grey, "png")).getFirst();
        assertThat(new Color(Pictures.read(thumbnail.file()).getRGB(80, 80)).getGreen()).isBetween(125, 131);
    }

    @Test
    void aLargePictureDoesNotNeedALargeHeap() {
        // 16 megapixels of eight bytes would be 128 MB
        byte[] file = Pictures.file(new BufferedImage(4_000, 4_000, BufferedImage.TYPE_BYTE_GRAY), "png");
        long before = allocated();
        assertThat(of(file)).hasSize(3);
        assertThat(allocated() - before).isLessThan(40_000_000);
    }

    @Test
    void pixelsThatCannotBeDecodedAreRefused() {
        byte[] file = Pictures.jpeg(400, 300);
        int frame = Pictures.text(file).indexOf("\u00ff\u00c0");
        file[frame + 1] = (byte) 0xc3; // lossless, which nobody decodes
        assertThatExceptionOfType(ImageRefused.class).isThrownBy(() -> of(file))
                .withMessageContaining("cannot be read");
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static List<Thumbnail> of(byte[] file) {
        return Thumbnails.of(CleanPicture.of(ImageHeader.read(file).orElseThrow(), file));
    }

    private static String colour(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        return colour.getRed() > colour.getBlue() ? "RED" : "BLUE";
    }
}
