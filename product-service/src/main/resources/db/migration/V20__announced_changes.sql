-- Whoever changes what shoppers see of a product announces it with the commit, on the channel product_changed, so that caches cannot go
-- stale unnoticed (ADR 15). What is announced is "<transaction id> <key>"; the key is the product's id, or external: and its
-- external id when that begins or ends to name a product. Equal announcements of one transaction are sent once.
CREATE FUNCTION announce_change(key text) RETURNS void
    LANGUAGE sql
    RETURN pg_notify('product_changed', pg_current_xact_id() || ' ' || key);

CREATE FUNCTION announce_product() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM announce_change(coalesce(NEW.id, OLD.id)::text);
    IF NEW.external_id IS DISTINCT FROM OLD.external_id THEN
        PERFORM announce_change('external:' || name) FROM unnest(ARRAY [OLD.external_id, NEW.external_id]) AS name
        WHERE name IS NOT NULL;
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_product_of_row() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    IF OLD.product_id IS NOT NULL THEN
        PERFORM announce_change(OLD.product_id::text);
    END IF;
    IF NEW.product_id IS DISTINCT FROM OLD.product_id AND NEW.product_id IS NOT NULL THEN
        PERFORM announce_change(NEW.product_id::text);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_product_of_sku() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM announce_change(product_id::text) FROM variant WHERE sku IN (OLD.sku, NEW.sku);
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_product_of_thumbnail() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM announce_change(product_id::text) FROM product_image WHERE id IN (OLD.image_id, NEW.image_id);
    RETURN NULL;
END
$$;

CREATE FUNCTION announce_products_of_category() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    PERFORM announce_change(id::text) FROM product WHERE category_id = NEW.id;
    RETURN NULL;
END
$$;

-- not of the columns of the search index's queue, which each indexing writes
CREATE TRIGGER announce_changes
    AFTER INSERT OR DELETE
          OR UPDATE OF external_id, title, description, brand, category_id, attributes, status, version
    ON product FOR EACH ROW EXECUTE FUNCTION announce_product();
CREATE TRIGGER announce_changes AFTER INSERT OR UPDATE OR DELETE
    ON variant FOR EACH ROW EXECUTE FUNCTION announce_product_of_row();
CREATE TRIGGER announce_changes AFTER INSERT OR UPDATE OR DELETE
    ON product_image FOR EACH ROW EXECUTE FUNCTION announce_product_of_row();
CREATE TRIGGER announce_changes AFTER INSERT OR UPDATE OR DELETE
    ON product_rating FOR EACH ROW EXECUTE FUNCTION announce_product_of_row();
CREATE TRIGGER announce_changes AFTER INSERT OR UPDATE OR DELETE
    ON sale_price FOR EACH ROW EXECUTE FUNCTION announce_product_of_sku();
CREATE TRIGGER announce_changes AFTER INSERT OR UPDATE OR DELETE
    ON stock_level FOR EACH ROW EXECUTE FUNCTION announce_product_of_sku();
CREATE TRIGGER announce_changes AFTER INSERT OR UPDATE OR DELETE
    ON product_thumbnail FOR EACH ROW EXECUTE FUNCTION announce_product_of_thumbnail();
CREATE TRIGGER announce_changes AFTER UPDATE OF path
    ON category FOR EACH ROW EXECUTE FUNCTION announce_products_of_category();
