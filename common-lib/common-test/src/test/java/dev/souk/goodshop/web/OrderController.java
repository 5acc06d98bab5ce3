package dev.souk.goodshop.web;

import dev.souk.goodshop.order.OrderService;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrderController {

    private final OrderService service;

    OrderController(OrderService service) {
        this.service = service;
    }

    OrderService service() {
        return service;
    }
}
