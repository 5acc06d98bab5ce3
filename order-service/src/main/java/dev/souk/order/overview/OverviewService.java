package dev.souk.order.overview;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.souk.order.checkout.OrderId;

/**
 * The read model of orders: their own rows, which change with the aggregate, and beside them what the others have said. What is
 * heard is written in the transaction that marks the messages as heard, so that each counts once. A message that
 * was put aside comes long after those that followed it, and a service may say a fact again: neither takes back what was heard
 * since.
 */
@Service
@Transactional
public class OverviewService {

    private final Overviews overviews;

    OverviewService(Overviews overviews) {
        this.overviews = overviews;
    }

    /** In the order in which it was said. */
    public void hear(List<Heard> news) {
        if (!news.isEmpty()) {
            overviews.add(
                    news.stream().collect(Collectors.toMap(Heard::order, Function.identity(), Heard::and)).values());
        }
    }

    /** Newest first, beginning after the given one. */
    @Transactional(readOnly = true)
    public List<OrderOverview> find(OrderQuery query, @Nullable OrderId after, int limit) {
        return overviews.find(query, after, limit);
    }
}
