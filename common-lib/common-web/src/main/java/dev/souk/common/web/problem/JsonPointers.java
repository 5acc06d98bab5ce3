package dev.souk.common.web.problem;

import java.util.List;

import tools.jackson.core.JacksonException;

/** JSON pointers (RFC 6901) out of what the libraries call a path. */
final class JsonPointers {

    private JsonPointers() {
    }

    /** @param path as Bean Validation writes it: {@code lines[0].quantity} */
    static String ofPropertyPath(String path) {
        return "/" + path.replace("~", "~0").replace("[", ".").replace("]", "").replace('.', '/');
    }

    /** Empty for the whole body. */
    static String ofJsonPath(List<JacksonException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference step : path) {
            String name = step.getPropertyName();
            pointer.append('/').append(name == null
                    ? String.valueOf(step.getIndex())
                    : name.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
