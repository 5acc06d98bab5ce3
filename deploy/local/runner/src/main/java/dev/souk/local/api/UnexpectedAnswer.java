package dev.souk.local.api;

import tools.jackson.databind.JsonNode;

/** The API answered otherwise than it should; the message holds its problem. */
public final class UnexpectedAnswer extends RuntimeException {

    private final int status;

    UnexpectedAnswer(Answer answer, int expected) {
        super("%s %s answered %d instead of %d%s"
                .formatted(answer.method(), answer.uri(), answer.status(), expected, problem(answer.body())));
        this.status = answer.status();
    }

    public int status() {
        return status;
    }

    private static String problem(JsonNode body) {
        return body.isMissingNode() ? "" : ": " + body;
    }
}
