package dev.souk.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class GatewayServiceApplication {

    static void main(String[] args) {
        SpringApplication.run(GatewayServiceApplication.class, args);
    }
}
