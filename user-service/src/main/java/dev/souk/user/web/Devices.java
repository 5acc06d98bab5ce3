package dev.souk.user.web;

import dev.souk.user.session.Device;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** From where a request comes. */
final class Devices {

    /** The header with the device token of a login before. */
    static final String TOKEN = "Device-Token";

    private Devices() {
    }

    static Device of(HttpServletRequest http) {
        return new Device(http.getHeader(HttpHeaders.USER_AGENT), http.getRemoteAddr());
    }
}
