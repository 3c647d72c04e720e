"""How a finding is made and told: phrases with typed values, never finished sentences, until someone reads them."""
