package dev.souk.product.web;

import dev.souk.common.web.security.Caller;
import dev.souk.product.imports.CatalogueImport;
import dev.souk.product.imports.ImportService;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Partner feeds. */
@RestController
@RequestMapping("/api/v1/catalogue/imports")
@PreAuthorize("hasRole('OPERATOR')")
class ImportController {

    private static final int LONGEST_FILE_NAME = 255;

    private final ImportService imports;

    ImportController(ImportService imports) {
        this.imports = imports;
    }

    /** Takes a file of JSON lines, plain or gzip. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ImportResponse> start(@RequestPart MultipartFile file, Caller caller) throws IOException {
        try (InputStream content = file.getInputStream()) {
            CatalogueImport started = imports.start(name(file), content, file.getSize(), caller.userId());
            return ResponseEntity.accepted()
                    .location(URI.create("/api/v1/catalogue/imports/" + started.id()))
                    .body(new ImportResponse(started.id(), started.status()));
        }
    }

    @GetMapping("/{id}")
    CatalogueImport status(@PathVariable UUID id) {
        return imports.status(id);
    }

    /** Where to ask for the rest. */
    record ImportResponse(UUID id, CatalogueImport.Status status) {}

    /** Shown to operators only, never a path to anything. */
    private static String name(MultipartFile file) {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "").replaceAll("\\p{Cntrl}", "");
        return name.length() > LONGEST_FILE_NAME ? name.substring(0, LONGEST_FILE_NAME) : name;
    }
}
