package dev.souk.user.web;

import dev.souk.common.web.paging.CursorPage;
import dev.souk.common.web.security.Caller;
import dev.souk.common.web.validation.OneLine;
import dev.souk.user.account.UserId;
import dev.souk.user.address.AddressBook;
import dev.souk.user.address.AddressId;
import dev.souk.user.address.PostalAddress;
import dev.souk.user.address.SavedAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own address book. */
@RestController
@RequestMapping(AddressController.PATH)
class AddressController {

    static final String PATH = "/api/v1/users/me/addresses";

    private final AddressBook book;

    AddressController(AddressBook book) {
        this.book = book;
    }

    /** All of them on one page: a book holds few. */
    @GetMapping
    @Operation(summary = "Your address book", description = "All of it on one page: a book holds few.")
    CursorPage<AddressResponse> addresses(Caller caller) {
        return new CursorPage<>(
                book.addresses(new UserId(caller.userId())).stream().map(AddressResponse::of).toList(), null);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One of your addresses")
    AddressResponse address(@PathVariable UUID id, Caller caller) {
        return AddressResponse.of(book.address(new UserId(caller.userId()), new AddressId(id)));
    }

    @PostMapping
    @ApiResponse(responseCode = "201", description = "Created; Location says where", useReturnTypeSchema = true)
    @Operation(summary = "Put an address into your book")
    ResponseEntity<AddressResponse> add(@Valid @RequestBody AddressRequest request, Caller caller) {
        SavedAddress saved = book.add(new UserId(caller.userId()), request.toAddress());
        return ResponseEntity.created(URI.create(PATH + "/" + saved.id().value())).body(AddressResponse.of(saved));
    }

    @PutMapping("/{id}")
    @Operation(summary = "Replace one of your addresses")
    AddressResponse replace(@PathVariable UUID id, @Valid @RequestBody AddressRequest request, Caller caller) {
        return AddressResponse.of(
                book.replace(new UserId(caller.userId()), new AddressId(id), request.toAddress()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take an address out of your book", description = "Orders keep the address that they were sent to.")
    void remove(@PathVariable UUID id, Caller caller) {
        book.remove(new UserId(caller.userId()), new AddressId(id));
    }

    record AddressRequest(
            @NotBlank @Size(max = PostalAddress.LONGEST_PART) @OneLine String recipient,
            @NotBlank @Size(max = PostalAddress.LONGEST_PART) @OneLine String line1,
            @Size(max = PostalAddress.LONGEST_PART) @OneLine @Nullable String line2,
            @NotBlank @Size(max = PostalAddress.LONGEST_PART) @OneLine String city,
            @Size(max = PostalAddress.LONGEST_PART) @OneLine @Nullable String region,
            @NotBlank @Size(max = 20) @OneLine String postalCode,
            @NotNull @IsoCountry String countryCode,
            @Size(max = 30) @OneLine @Nullable String phone) {

        PostalAddress toAddress() {
            return new PostalAddress(recipient.strip(), line1.strip(), stripped(line2), city.strip(),
                    stripped(region), postalCode.strip(), countryCode, stripped(phone));
        }

        private static @Nullable String stripped(@Nullable String part) {
            return part == null || part.isBlank() ? null : part.strip();
        }
    }

    record AddressResponse(UUID id, String recipient, String line1, @Nullable String line2, String city,
            @Nullable String region, String postalCode, String countryCode, @Nullable String phone) {

        static AddressResponse of(SavedAddress saved) {
            PostalAddress address = saved.address();
            return new AddressResponse(saved.id().value(), address.recipient(), address.line1(), address.line2(),
                    address.city(), address.region(), address.postalCode(), address.countryCode(), address.phone());
        }
    }
}
