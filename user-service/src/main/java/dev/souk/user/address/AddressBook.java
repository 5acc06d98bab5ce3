package dev.souk.user.address;

import dev.souk.user.account.AccountEvent.AccountDeleted;
import dev.souk.user.account.UserId;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The addresses of each account, for its owner only. */
@Service
public class AddressBook {

    private static final int LIMIT = 50;

    private final Addresses addresses;

    AddressBook(Addresses addresses) {
        this.addresses = addresses;
    }

    /** @throws AddressBookFull when the owner has 50 already */
    @Transactional
    public SavedAddress add(UserId owner, PostalAddress address) {
        SavedAddress saved = new SavedAddress(AddressId.next(), address);
        if (!addresses.add(owner, saved, LIMIT)) {
            throw new AddressBookFull(LIMIT);
        }
        return saved;
    }

    /** @throws AddressNotFound also when it is somebody else's */
    public SavedAddress replace(UserId owner, AddressId id, PostalAddress address) {
        SavedAddress saved = new SavedAddress(id, address);
        if (!addresses.replace(owner, saved)) {
            throw new AddressNotFound(id);
        }
        return saved;
    }

    /** @throws AddressNotFound also when it is somebody else's */
    public void remove(UserId owner, AddressId id) {
        if (!addresses.remove(owner, id)) {
            throw new AddressNotFound(id);
        }
    }

    /** @throws AddressNotFound also when it is somebody else's */
    public SavedAddress address(UserId owner, AddressId id) {
        return addresses.find(owner, id).orElseThrow(() -> new AddressNotFound(id));
    }

    /** In the order in which they were added. */
    public List<SavedAddress> addresses(UserId owner) {
        return addresses.all(owner);
    }

    @EventListener
    void forget(AccountDeleted deleted) {
        addresses.removeAll(deleted.userId());
    }
}
