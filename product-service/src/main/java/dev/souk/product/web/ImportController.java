package dev.souk.product.web;

import dev.souk.common.web.idempotency.Answer;
import dev.souk.common.web.security.Caller;
import dev.souk.product.imports.CatalogueImport;
import dev.souk.product.imports.ImportService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Partner feeds. */
@RestController
@RequestMapping("/api/v1/catalogue/imports")
@PreAuthorize("hasRole('OPERATOR')")
class ImportController {

    private static final String BEGUN = "Begun; Location says where to see how far it is";
    private static final int LONGEST_FILE_NAME = 255;

    private final ImportService imports;
    private final Creations creations;

    ImportController(ImportService imports, Creations creations) {
        this.imports = imports;
        this.creations = creations;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ApiResponse(responseCode = "202", description = BEGUN, useReturnTypeSchema = true)
    @Operation(summary = "Import a feed", description = "A file of JSON lines, plain or gzip, with fields as in the Google product feed; "
            + "or the URL of such a file on a host that the service is configured to fetch from (422 for any other, and for one whose "
            + "name leads to a private address, or that redirects). "
            + "Products are matched by the feed's id, and bad rows are listed and passed over. Products that the file does not "
            + "mention stay as they are. The work goes on after the answer, and after a crash: GET the Location.")
    ResponseEntity<ImportResponse> start(@RequestPart MultipartFile file, Caller caller,
            @RequestHeader(name = Creations.KEY, required = false) @Nullable String key) throws IOException {
        FileRequest request = new FileRequest(name(file), key == null ? "" : sha256(file));
        return creations.once("imports", caller, key, request, ImportResponse.class,
                () -> imports.keep(file, file.getSize()),
                id -> accepted(imports.start(id, request.name, caller.userId())));
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "202", description = BEGUN, useReturnTypeSchema = true)
    ResponseEntity<ImportResponse> start(@Valid @RequestBody UrlRequest request, Caller caller,
            @RequestHeader(name = Creations.KEY, required = false) @Nullable String key) {
        return creations.once("imports", caller, key, request, ImportResponse.class,
                () -> imports.checked(request.url()), url -> accepted(imports.start(url, caller.userId())));
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far an import is", description = "COMPLETED when search shows every product of the feed. FAILED with its failure when the file could "
            + "not be fetched or read; what was read until then stays.")
    CatalogueImport status(@PathVariable UUID id) {
        return imports.status(id);
    }

    private static Answer<ImportResponse> accepted(CatalogueImport started) {
        return new Answer<>(HttpStatus.ACCEPTED.value(), "/api/v1/catalogue/imports/" + started.id(),
                new ImportResponse(started.id(), started.status()));
    }

    /** What tells one upload from another, for who sends it with the same key. */
    private record FileRequest(String name, String sha256) {}

    private static String sha256(MultipartFile file) throws IOException {
        try (InputStream content = file.getInputStream()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    record UrlRequest(
            @Schema(description = "Of an origin that the service is configured to fetch from", example = "https://feeds.example.com/souk/products.jsonl.gz") @NotBlank String url) {}

    /** Where to ask for the rest. */
    record ImportResponse(UUID id, CatalogueImport.Status status) {}

    /** Shown to operators only, never a path to anything. */
    private static String name(MultipartFile file) {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "").replaceAll("\\p{Cntrl}", "");
        return name.length() > LONGEST_FILE_NAME ? name.substring(0, LONGEST_FILE_NAME) : name;
    }
}
