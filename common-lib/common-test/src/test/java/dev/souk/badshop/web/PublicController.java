package dev.souk.badshop.web;

import org.springframework.web.bind.annotation.RestController;

@RestController
public class PublicController {
}
