package dev.souk.order.flashsale;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import com.github.f4b6a3.uuid.UuidCreator;

/** The operators' view of flash sales. */
@Service
@Transactional
public class FlashSaleService {

    private final FlashSales sales;
    private final Clock clock;

    FlashSaleService(FlashSales sales, Clock clock) {
        this.sales = sales;
        this.clock = clock;
    }

    /**
     * Changes the open flash sale of the SKU, or opens a new one when there is none that is not over. It ends when
     * {@code endsAt} is now.
     *
     * @throws InvalidFlashSale when more pieces are taken already than there are to be, or a new one would be over already
     */
    public FlashSale set(String sku, FlashSale.Terms terms, UUID operator) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        FlashSale open = sales.lock(sku).orElse(null);
        if (open == null || open.isOver(now)) {
            return open(sku, terms, open, operator, now);
        }
        if (terms.pieces() < open.taken()) {
            throw new InvalidFlashSale(open.taken() + " pieces are taken already: let pieces be as many at least");
        }
        sales.replace(new FlashSale(open.id(), sku, terms, open.taken(), open.version(), open.createdAt(),
                open.createdBy(), now, operator));
        return find(sku);
    }

    /** @throws FlashSaleNotFound when there never was one */
    @Transactional(readOnly = true)
    public FlashSale find(String sku) {
        return sales.find(sku).orElseThrow(() -> new FlashSaleNotFound(sku));
    }

    /** The newest first, those that are over, too, beginning after the given one. */
    @Transactional(readOnly = true)
    public List<FlashSale> page(@Nullable UUID after, int limit) {
        return sales.page(after, limit);
    }

    private FlashSale open(String sku, FlashSale.Terms terms, @Nullable FlashSale former, UUID operator, Instant now) {
        FlashSale sale = new FlashSale(UuidCreator.getTimeOrderedEpoch(), sku, terms, 0, 1, now, operator, now,
                operator);
        if (sale.isOver(now)) {
            throw new InvalidFlashSale("It would be over already: let endsAt be in the future");
        }
        if (former != null) {
            sales.close(former.id());
        }
        // another operator may have opened one at this moment: then this changes it
        return sales.add(sale) ? sale : set(sku, terms, operator);
    }
}
