package dev.souk.notification.mail;

import java.util.regex.Pattern;

/** Why a mail did not go out, fit for the log and the table: without addresses, which mail servers like to repeat. */
record MailFailure(String reason) {

    private static final int LONGEST = 500;
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>:;,\"]+@[^\\s<>:;,\"]+");

    static MailFailure of(RuntimeException failure) {
        String reason = ADDRESS.matcher(failure.toString()).replaceAll("(address)");
        return new MailFailure(reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST));
    }

    @Override
    public String toString() {
        return reason;
    }
}
