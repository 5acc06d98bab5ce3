package dev.souk.product;

import dev.souk.common.web.test.ApiDescription;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ProductPlatform
class ApiDescriptionTests {

    @Autowired
    ApplicationContext service;

    @Test
    void everyOperationIsDescribedAndHasExamplesThatHold() {
        ApiDescription.assertComplete(service);
    }
}
