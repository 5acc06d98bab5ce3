package dev.souk.order.invoice;

/**
 * Which invoice of its year it is. Law demands a sequence that identifies each invoice (Directive 2006/112/EC, article 226(2));
 * that it begins anew each year is common, that it has no gaps is what auditors look for.
 *
 * @param number from 1
 */
record InvoiceNumber(int year, int number) {

    @Override
    public String toString() {
        return "%d-%06d".formatted(year, number);
    }
}
