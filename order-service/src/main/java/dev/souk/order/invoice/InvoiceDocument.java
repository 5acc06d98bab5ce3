package dev.souk.order.invoice;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;
import org.springframework.stereotype.Component;

import dev.souk.common.money.Money;
import dev.souk.order.checkout.Charges;
import dev.souk.order.checkout.Order;
import dev.souk.order.checkout.OrderLine;

/** Draws invoices as PDF, with a font inside that has Latin, Greek and Cyrillic letters. */
@Component
class InvoiceDocument {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Color RULE = new Color(0xCC, 0xCC, 0xCC);
    private static final float[] COLUMNS = {6, 1, 2, 2, 2};

    private final InvoiceProperties properties;
    private final Font text;
    private final Font bold;
    private final Font title;

    InvoiceDocument(InvoiceProperties properties) {
        this.properties = properties;
        BaseFont regular = font("liberation/LiberationSans-Regular.ttf");
        BaseFont strong = font("liberation/LiberationSans-Bold.ttf");
        text = new Font(regular, 10);
        bold = new Font(strong, 10);
        title = new Font(strong, 18);
    }

    /** @param recipient lines of name and address */
    byte[] of(Invoices.Numbered invoice, Order order, String recipient) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Document document = new Document(PageSize.A4, 56, 56, 56, 56);
        PdfWriter.getInstance(document, bytes);
        document.addTitle("Invoice " + invoice.number());
        document.addCreator("Souk");
        document.open();
        properties.seller().forEach(line -> document.add(new Paragraph(line, text)));
        document.add(new Paragraph("Invoice " + invoice.number(), title));
        document.add(new Paragraph("%s%nOrder %s of %s%n%n%s%n ".formatted(DAY.format(invoice.issuedAt()), order.id(),
                DAY.format(order.createdAt()), recipient), text));
        document.add(lines(order));
        document.add(sums(order));
        document.close();
        return bytes.toByteArray();
    }

    private PdfPTable lines(Order order) {
        PdfPTable table = table();
        for (String head : List.of("Article", "Pieces", "Price", "Discount", "Amount")) {
            table.addCell(cell(head, bold, head.equals("Article") ? Element.ALIGN_LEFT : Element.ALIGN_RIGHT));
        }
        table.setHeaderRows(1);
        for (int index = 0; index < order.lines().size(); index++) {
            OrderLine line = order.lines().get(index);
            Charges.OfLine charged = order.charges().lines().get(index);
            table.addCell(cell(line.title() + "\n" + line.sku(), text, Element.ALIGN_LEFT));
            table.addCell(cell(Integer.toString(line.quantity()), text, Element.ALIGN_RIGHT));
            table.addCell(cell(line.unitPrice().toString(), text, Element.ALIGN_RIGHT));
            table.addCell(cell(charged.discount().amount() == 0 ? "" : "-" + charged.discount(), text,
                    Element.ALIGN_RIGHT));
            table.addCell(cell(line.total().minus(charged.discount()).toString(), text, Element.ALIGN_RIGHT));
        }
        return table;
    }

    private PdfPTable sums(Order order) {
        Charges charges = order.charges();
        PdfPTable table = table();
        sum(table, "Shipping", charges.shipping().charged(), text);
        if (charges.taxIncluded()) {
            sum(table, "Total", order.total(), bold);
            sum(table, "Tax in it", charges.tax(), text);
        } else {
            sum(table, "Tax", charges.tax(), text);
            sum(table, "Total", order.total(), bold);
        }
        return table;
    }

    private static void sum(PdfPTable table, String name, Money amount, Font font) {
        PdfPCell label = cell(name, font, Element.ALIGN_LEFT);
        label.setColspan(COLUMNS.length - 1);
        table.addCell(label);
        table.addCell(cell(amount.toString(), font, Element.ALIGN_RIGHT));
    }

    private static PdfPTable table() {
        PdfPTable table = new PdfPTable(COLUMNS);
        table.setWidthPercentage(100);
        return table;
    }

    private static PdfPCell cell(String words, Font font, int alignment) {
        PdfPCell cell = new PdfPCell(new Phrase(words, font));
        cell.setHorizontalAlignment(alignment);
        cell.setBorder(PdfPCell.BOTTOM);
        cell.setBorderColor(RULE);
        cell.setPadding(4);
        return cell;
    }

    /** Only the letters that a document uses go into it. */
    private static BaseFont font(String name) {
        try {
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
