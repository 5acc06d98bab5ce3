package dev.souk.notification.mail;

/** One mail in its two forms. */
record MailText(String subject, String plain, String html) {

    static MailText of(String title, String text, String displayName) {
        String greeting = "Hello " + displayName + ",";
        String plain = """
                %s

                %s

                Your Souk
                """.formatted(greeting, text);
        String html = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><title>%s</title></head>
                <body style="font-family: sans-serif; max-width: 36em">
                <h1 style="font-size: 1.3em">%1$s</h1>
                <p>%s</p>
                <p>%s</p>
                <p>Your Souk</p>
                </body>
                </html>
                """.formatted(escaped(title), escaped(greeting), escaped(text));
        return new MailText(title, plain, html);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
