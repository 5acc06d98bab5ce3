package dev.souk.common.web.example;

import dev.souk.common.web.security.PublicEndpoints;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@EnableFeignClients
public class ExampleService {

    @Bean
    PublicEndpoints publicEndpoints() {
        return PublicEndpoints.of().get("/public/**").post("/public/**").delete("/public/**");
    }
}
