package dev.souk.product.media;

import static dev.souk.product.media.Pictures.exif;
import static dev.souk.product.media.Pictures.text;
import static dev.souk.product.media.Pictures.withChunk;
import static dev.souk.product.media.Pictures.withSegment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanPictureTests {

    private static final byte[] SECRET = "GPS 52.5N 13.4E".getBytes(StandardCharsets.US_ASCII);

    @Test
    void metadataOfAPngIsNotPublishedAndItsPixelsAreUntouched() {
        byte[] plain = Pictures.file(Pictures.redAndBlue(30, 20), "png");
        byte[] telling = plain;
        for (String type : new String[]{"eXIf", "tEXt", "zTXt", "iTXt", "iCCP", "tIME", "prVt"}) {
            telling = withChunk(telling, type, SECRET);
        }
        telling = Pictures.inserted(telling, telling.length, "<script>GPS</script>".getBytes(StandardCharsets.UTF_8));

        CleanPicture clean = clean(telling);

        assertThat(text(clean.file())).doesNotContain("GPS");
        assertThat(clean.file()).isEqualTo(plain);
    }

    @Test
    void metadataOfAJpegIsNotPublishedAndItsPixelsAreUntouched() {
        byte[] plain = Pictures.file(Pictures.redAndBlue(30, 20), "jpg");
        byte[] telling = plain;
        for (int marker : new int[]{0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xef, 0xfe}) {
            telling = withSegment(telling, marker, SECRET);
        }
        telling = Pictures.inserted(telling, telling.length, "<script>GPS</script>".getBytes(StandardCharsets.UTF_8));

        CleanPicture clean = clean(telling);

        assertThat(text(clean.file())).doesNotContain("GPS");
        assertThat(clean.file()).isEqualTo(plain);
    }

    @Test
    void howAPhotoIsTurnedIsAllThatStaysOfItsExif() {
        byte[] photo = withSegment(Pictures.jpeg(30, 20), 0xe1, exif(6));
        CleanPicture clean = clean(photo);
        assertThat(text(clean.file())).doesNotContain("GPS");
        assertThat(clean.orientation()).isEqualTo(6);
        assertThat(clean.width()).as("as it is shown").isEqualTo(20);
        assertThat(clean.height()).isEqualTo(30);
        CleanPicture twice = clean(clean.file());
        assertThat(twice.orientation()).isEqualTo(6);
        assertThat(twice.file()).isEqualTo(clean.file());
    }

    @Test
    void exifThatMakesNoSenseTurnsNothing() {
        for (byte[] exif : List.of(exif(0), exif(9), Arrays.copyOf(exif(6), 20), "Exif\0\0".getBytes(
                StandardCharsets.US_ASCII), new byte[0], exifPointingTo(Integer.MAX_VALUE), exifPointingTo(-1))) {
            assertThat(clean(withSegment(Pictures.jpeg(30, 20), 0xe1, exif)).orientation()).isEqualTo(1);
        }
    }

    @Test
    void aPngThatUnfoldsToMoreThanItsHeaderSaysIsRefused() {
        int honest = 10 * (1 + 10 * 3);
        assertThat(clean(Pictures.bomb(10, 10, honest)).width()).isEqualTo(10);
        assertRefused(Pictures.bomb(10, 10, honest + 1), "more pixels than its header says");
        assertRefused(Pictures.bomb(10, 10, honest - 1), "breaks off");
        assertRefused(Pictures.bomb(10, 10, 50_000_000), "more pixels than its header says");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,5", "8,8", "9,17", "30,20"})
    void interlacedPngIsCountedRight(int width, int height) {
        BufferedImage image = Pictures.redAndBlue(width, height);
        assertThat(clean(Pictures.progressive(image, "png")).width()).isEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_USHORT_GRAY, BufferedImage.TYPE_INT_RGB})
    void everyColourTypeOfPngIsCountedRight(int type) {
        byte[] file = Pictures.file(new BufferedImage(13, 7, type), "png");
        assertThat(clean(file).file()).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void aFileThatBreaksOffAnywhereIsRefused(String format) {
        byte[] file = Pictures.file(Pictures.redAndBlue(30, 20), format);
        for (int length = 30; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            ImageHeader.read(part).ifPresent(header -> assertThatExceptionOfType(ImageRefused.class)
                    .isThrownBy(() -> CleanPicture.of(header, part)));
        }
    }

    @Test
    void aDamagedPngIsRefused() {
        byte[] file = Pictures.png(30, 20);
        file[file.length - 30]++;
        assertRefused(file, "damaged");
        assertRefused(withChunk(Pictures.png(30, 20), "IHDR", new byte[13]), "broken");
    }

    @Test
    void whatIsAnimatedIsRefused() {
        assertRefused(withChunk(Pictures.png(3, 2), "acTL", new byte[8]), "animated");
    }

    /** Who passes over fill bytes sees the large picture, who takes them for a marker jumps to the small one. */
    @Test
    void aJpegWhoseHeaderHidesItsPixelsIsRefused() {
        byte[] large = Pictures.jpeg(3_000, 2_000);
        int frame = text(large).indexOf("\u00ff\u00c0");
        byte[] small = Arrays.copyOfRange(large, frame, frame + 19);
        ByteBuffer.wrap(small).putShort(5, (short) 2).putShort(7, (short) 3);
        byte[] filled = Pictures.inserted(large, frame, new byte[]{(byte) 0xff});
        // where a marker 0xffff with the length 0xc000 would end
        byte[] decoy = new byte[0xc000];
        System.arraycopy(small, 0, decoy, 0xc000 - 22, small.length);
        byte[] comments = Pictures.withSegment(new byte[]{0, 0}, 0xfe, decoy);
        byte[] lying = Pictures.inserted(filled, frame + 1 + 19, Arrays.copyOfRange(comments, 2, comments.length));

        assertThat(ImageHeader.read(lying)).hasValue(new ImageHeader(ImageFormat.JPEG, 3, 2));
        assertThat(Pictures.read(lying).getWidth()).isEqualTo(3_000);
        assertRefused(lying, "other pixels");
    }

    @Test
    void aJpegOfCountlessScansIsRefused() {
        byte[] file = Pictures.jpeg(30, 20);
        int scan = text(file).indexOf("\u00ff\u00da");
        byte[] slow = file;
        for (int i = 0; i < 20; i++) {
            slow = Pictures.inserted(slow, scan, Arrays.copyOfRange(file, scan, file.length - 2));
        }
        assertRefused(slow, "more than 20 scans");
        assertThat(clean(Pictures.progressive(Pictures.redAndBlue(30, 20), "jpg")).width()).isEqualTo(30);
    }

    private static CleanPicture clean(byte[] file) {
        return CleanPicture.of(ImageHeader.read(file).orElseThrow(), file);
    }

    private static void assertRefused(byte[] file, String because) {
        assertThatExceptionOfType(ImageRefused.class).isThrownBy(() -> clean(file)).withMessageContaining(because);
    }

    private static byte[] exifPointingTo(int directory) {
        return ByteBuffer.wrap(exif(6)).putInt(10, directory).array();
    }
}
