package dev.souk.common.messaging;

/**
 * A fact to announce.
 *
 * @param topic without prefix, for example {@code orders}
 * @param key messages of one key stay in order; the id of the aggregate that the fact is about
 * @param type name of the event in the past tense, for example {@code OrderCreated}
 * @param dataSchema which contract the data keeps, for example {@code order-service/OrderCreated.v1}
 * @param data what becomes the JSON value of the message; a record without credentials, card data or e-mail addresses
 */
public record OutgoingMessage(String topic, String key, String type, String dataSchema, Object data) {

    /** @throws IllegalArgumentException when one of the texts is blank */
    public OutgoingMessage {
        requireText(topic, "topic");
        requireText(key, "key");
        requireText(type, "type");
        requireText(dataSchema, "dataSchema");
    }

    private static void requireText(String value, String name) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("An outgoing message needs a " + name);
        }
    }
}
