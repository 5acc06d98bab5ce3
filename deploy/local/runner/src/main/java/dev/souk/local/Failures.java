package dev.souk.local;

/** What went wrong, for a person. */
public final class Failures {

    private Failures() {
    }

    /** The messages of the exception and of its causes, each said once. */
    public static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(message(failure));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            String more = message(cause);
            if (text.indexOf(more) < 0) {
                text.append(": ").append(more);
            }
        }
        return text.toString();
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
