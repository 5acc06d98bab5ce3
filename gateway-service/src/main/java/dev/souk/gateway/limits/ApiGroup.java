package dev.souk.gateway.limits;

import java.util.LinkedHashSet;
import java.util.List;

import com.alibaba.csp.sentinel.adapter.gateway.common.api.ApiDefinition;
import com.alibaba.csp.sentinel.adapter.gateway.common.api.ApiPathPredicateItem;

/**
 * Addresses that have a limit in common, across routes.
 *
 * @param apiName what a flow rule with {@code resourceMode} 1 names
 * @param predicateItems {@code pattern} and {@code matchStrategy}: 0 exactly, 1 everything below {@code /path/**}, 2 regular
 *     expression
 */
record ApiGroup(String apiName, List<ApiPathPredicateItem> predicateItems) {

    boolean isValid() {
        return apiName != null && !apiName.isBlank() && predicateItems != null && !predicateItems.isEmpty()
                && predicateItems.stream().allMatch(item -> item.getPattern() != null && !item.getPattern().isBlank());
    }

    ApiDefinition definition() {
        return new ApiDefinition(apiName).setPredicateItems(new LinkedHashSet<>(predicateItems));
    }
}
