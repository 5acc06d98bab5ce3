package dev.souk.local.seed;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * A picture of a product: shapes in the colour of its category. It holds no text, because a bare machine has no fonts.
 *
 * @param colour as {@code #rrggbb}
 * @param number within the category; each has another picture
 */
record SeedImage(String colour, int number) {

    static final String CONTENT_TYPE = "image/png";

    private static final int SIZE = 320;

    /** Needs no display. */
    byte[] png() {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        try {
            canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            paint(canvas);
        } finally {
            canvas.dispose();
        }
        return encode(image);
    }

    private void paint(Graphics2D canvas) {
        Color base = Color.decode(colour);
        canvas.setPaint(new GradientPaint(0, 0, base.brighter(), SIZE, SIZE, base.darker()));
        canvas.fillRect(0, 0, SIZE, SIZE);
        Random random = new Random(31L * colour.hashCode() + number);
        canvas.setStroke(new BasicStroke(6));
        for (int shape = 0; shape < 5; shape++) {
            double width = 60 + random.nextDouble(140);
            double height = 60 + random.nextDouble(140);
            double x = random.nextDouble(SIZE - width);
            double y = random.nextDouble(SIZE - height);
            canvas.setColor(new Color(255, 255, 255, 40 + random.nextInt(60)));
            canvas.fill(new RoundRectangle2D.Double(x, y, width, height, 32, 32));
            canvas.setColor(new Color(255, 255, 255, 150));
            canvas.draw(new Ellipse2D.Double(x, y, width, height));
        }
    }

    private static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
