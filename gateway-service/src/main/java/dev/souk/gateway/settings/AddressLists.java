package dev.souk.gateway.settings;

import java.net.InetAddress;
import java.util.List;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which client addresses are served.
 *
 * @param allow nobody else, unless it is empty
 * @param deny has the last word
 */
public record AddressLists(@DefaultValue List<Cidr> allow, @DefaultValue List<Cidr> deny) {

    public boolean admit(InetAddress client) {
        return deny.stream().noneMatch(block -> block.contains(client))
                && (allow.isEmpty() || allow.stream().anyMatch(block -> block.contains(client)));
    }
}
