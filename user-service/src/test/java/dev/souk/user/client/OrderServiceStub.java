package dev.souk.user.client;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/** Stands for order-service in all tests of this service. */
public final class OrderServiceStub {

    static final WireMockServer SERVER = new WireMockServer(WireMockConfiguration.options().dynamicPort());

    static {
        SERVER.start();
    }

    private OrderServiceStub() {
    }

    public static String address() {
        return SERVER.baseUrl();
    }
}
