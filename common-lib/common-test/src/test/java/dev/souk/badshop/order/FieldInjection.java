package dev.souk.badshop.order;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

class FieldInjection {

    @Autowired
    @Nullable
    PublicRepository repository;
}
