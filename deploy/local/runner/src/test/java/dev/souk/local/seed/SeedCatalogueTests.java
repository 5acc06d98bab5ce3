package dev.souk.local.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SeedCatalogueTests {

    private final List<SeedProduct> products = SeedCatalogue.load().products();

    @Test
    void theSameProductsAreInventedEveryTime() {
        assertThat(SeedCatalogue.load().products()).isEqualTo(products);
    }

    @Test
    void aboutTwoHundredProductsFillADozenCategories() {
        assertThat(products).hasSizeBetween(190, 220);
        assertThat(products.stream().map(SeedProduct::category).distinct()).hasSize(12);
    }

    @Test
    void everyIdAndTitleIsThereOnce() {
        assertThat(products).extracting(SeedProduct::id).doesNotHaveDuplicates();
        assertThat(products).extracting(SeedProduct::title).doesNotHaveDuplicates();
    }

    @Test
    void pricesReadAsInTheFeed() {
        assertThat(products).extracting(SeedProduct::price).allMatch(price -> price.matches("[1-9]\\d{0,3}\\.99 USD"));
    }

    @Test
    void everyProductHasAPictureOfItsOwn() {
        var images = SeedCatalogue.load().images();

        assertThat(images.keySet()).containsExactlyElementsOf(products.stream().map(SeedProduct::id).toList());
        assertThat(images.values()).doesNotHaveDuplicates();
    }

    @Test
    void aPictureIsAPngAndTheSameEveryTime() throws Exception {
        SeedImage image = new SeedImage("#3b5b92", 3);

        assertThat(image.png()).isEqualTo(new SeedImage("#3b5b92", 3).png());
        assertThat(ImageIO.read(new ByteArrayInputStream(image.png())).getWidth()).isEqualTo(320);
        assertThat(image.png()).isNotEqualTo(new SeedImage("#3b5b92", 4).png());
    }
}
