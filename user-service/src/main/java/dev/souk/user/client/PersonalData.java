package dev.souk.user.client;

import dev.souk.common.web.client.DependencyUnavailable;
import dev.souk.user.account.UserId;
import feign.FeignException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What other services hold of a person. */
@Component
public class PersonalData {

    private final OrderClient orders;

    PersonalData(OrderClient orders) {
        this.orders = orders;
    }

    /**
     * All that order-service holds, as it tells it.
     *
     * @throws DependencyUnavailable when order-service does not answer: an export is whole, or none
     */
    public JsonNode inOrders(UserId user) {
        try {
            return orders.personalData(user.value());
        } catch (FeignException refusal) {
            throw new DependencyUnavailable("order-service", refusal);
        }
    }
}
