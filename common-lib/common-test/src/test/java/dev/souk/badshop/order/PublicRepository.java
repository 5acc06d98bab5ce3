package dev.souk.badshop.order;

import org.springframework.stereotype.Repository;

@Repository
public class PublicRepository {
}
